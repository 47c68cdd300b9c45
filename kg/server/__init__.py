"""A graph directory over HTTP: SPARQL endpoint, pages of things, dumps; read-only, with bounds that hold.

==========================  ==========================================================================
`kg.server.options`         what the server is told
`kg.server.formats`         media types, and which of them a client gets
`kg.server.protocol`        a request -> what it asks by the SPARQL 1.1 Protocol
`kg.server.worker`          the process that runs queries, and can be killed
`kg.server.process`         one worker as the server sees it
`kg.server.generation`      the workers of one build
`kg.server.desk`            who waits, who is served, what is stopped; the next build
`kg.server.shelf`           answers that are sent, and kept to be sent again
`kg.server.whole`           the file with all statements, made once a build
`kg.server.answering`       in the worker: a query -> a file with its answer
`kg.server.pages`           in the worker: pages and RDF of things, graphs, the ontology, the whole
`kg.server.finding`         in the worker: findings by words
`kg.server.answers`         a request -> what a worker is asked -> the response
`kg.server.endpoint`        ``/sparql``
`kg.server.addresses`       things, graphs, ontology, data set, search
`kg.server.application`     all addresses
`kg.server.running`         from the first socket to the last answer
==========================  ==========================================================================
"""

"""HTML pages of things, of answers and of the whole graph; one set of templates for the server and for a folder.

``links`` turns IRIs into addresses, ``words`` holds the interface in three languages, ``values`` prepares what a
template shows, ``rendering`` fills it in. Needs jinja2 (``ieval-kg[serve]``).
"""

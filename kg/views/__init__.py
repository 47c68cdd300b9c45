"""Pictures of the graph: a stored dataset in, one HTML file or one static SVG out.

============== =================================================================
module         what it gives
============== =================================================================
``model``      the frozen values that are shown (`ProgrammeMap` and its parts)
``collect``    a store -> a `ProgrammeMap`, by the queries in ``sparql/``
``lettering``  how wide a text is, and how it is wrapped or cut to fit
``frames``     the measures of a drawing: few programmes, many, a phone
``drawing``    the frozen values of a layout: nodes, lines, panels with places
``rows``       things -> boxes and rows, sized but not yet placed
``ordering``   rows in an order that keeps lines from crossing
``layout``     a `ProgrammeMap` -> a `Drawing`, the same one every time
``palette``    one table: the colour and the shape of every class
``strings``    the words of the interface in English, Spanish and French
``markup``     escaped elements and the outlines of the shapes
``pen``        text as elements, written once for languages that agree
``boxes``      a programme's box as elements
``scene``      a `Drawing` -> elements, for the file and for the page
``svg``        a `ProgrammeMap` -> a static SVG
``payload``    a `ProgrammeMap` -> the JSON that the page reads
``html``       a `ProgrammeMap` -> one HTML file
``programmes`` a store -> the file the user asked for, told by its suffix
============== =================================================================
"""

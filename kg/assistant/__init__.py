"""The graph for assistants: five tools over the Model Context Protocol (https://modelcontextprotocol.io), read-only.

`kg.assistant.tools` says what they do, `kg.assistant.serving` offers them over standard input and output.
"""

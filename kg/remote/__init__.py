"""The graph and other people's stores: what `kg push` sends, and how it goes on after a broken connection.

``stores`` speaks the protocols, ``journal`` remembers what a store holds already, ``push`` joins the two.
"""

from kg.remote.push import Pushed, push
from kg.remote.stores import PROTOCOLS, Credentials, open_store

__all__ = ["PROTOCOLS", "Credentials", "Pushed", "open_store", "push"]

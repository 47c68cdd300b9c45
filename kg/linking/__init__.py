"""Mentions of organizations, places and groups in prose, with the evidence of each."""

"""The demo: a fictional province, its policies, plans, rows and bulletin, played in through the real actions.

Open first: story.toml (what happens), then playing.py (how).
"""

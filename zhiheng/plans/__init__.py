"""Plans of an office's own level: what documents from above ask becomes duties of its own units, and goals.

Open first: models.py, then actions/making.py. Others use `actions` (make_plan, change_duty, set_stance, open_round,
take_answers, decide_opinion, approve_plan) and `exports` (breakdown_xlsx, breakdown_docx …).
"""

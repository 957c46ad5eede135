"""What each role may do. A permission is named `app.verb`."""

READING = frozenset(
    f"{app}.view" for app in ("desk", "documents", "plans", "registers", "indicators", "publications", "directory")
)
DRAFTING = READING | {
    "documents.add",
    "documents.review",
    "plans.draft",
    "registers.add",
    "publications.draft",
    "directory.change",
    "accounts.own",
}
REVIEWING = READING | {"documents.review", "documents.teach", "plans.approve", "accounts.own"}

ROLES: dict[str, tuple[str, frozenset[str]]] = {
    "clerk": ("经办人", DRAFTING | REVIEWING | {"accounts.people"}),  # the single clerk: everything
    "drafter": ("起草", DRAFTING),
    "reviewer": ("审核", REVIEWING),
    "reader": ("读者", READING | {"accounts.own"}),
}


def permissions_of(role: str) -> frozenset[str]:
    """What a role may do; nothing for a role we do not know."""
    return ROLES[role][1] if role in ROLES else frozenset()

"""What a person adds stands where the reader would have put it."""

from zhiheng.documents import actions


def test_an_item_added_by_hand_is_of_the_same_section_as_those_the_reader_found_there(cast, policy):
    found = policy.items.filter(kind="task")[0]
    start = policy.content.text.index("组织企业对标达标")
    added = actions.add_item(policy, "qualitative_target", start, start + 8, {"text": "对标达标"}, cast.clerk)
    assert added.section == found.section != ""
    assert "/" in added.section, "the whole path of headings"

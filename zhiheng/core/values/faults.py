"""The one error a user can act on."""


class Fault(Exception):
    """What went wrong, where and what to do about it, as one Chinese sentence with an id.

    >>> str(Fault("R104", "会议.pdf：文件有密码，无法读取。请另存为不带密码的文件后再传。"))
    'R104 会议.pdf：文件有密码，无法读取。请另存为不带密码的文件后再传。'
    """

    def __init__(self, id: str, says: str) -> None:
        super().__init__(f"{id} {says}")
        self.id = id
        self.says = says

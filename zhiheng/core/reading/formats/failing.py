"""Every way a file can fail to be read, each as one sentence for the person who brought it."""

from zhiheng.core.values.faults import Fault


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"


def empty(name: str) -> Fault:
    return Fault("R101", f"{name}：文件是空的，没有可读的内容。请检查原文件后重新上传。")


def too_large(name: str, size: int, limit: int) -> Fault:
    return Fault(
        "R102",
        f"{name}：文件有 {_megabytes(size)}，超过 {_megabytes(limit)} 的上限。请拆分或压缩图片后再传。",
    )


def unsupported(name: str, what: str, remedy: str) -> Fault:
    return Fault("R103", f"{name}：这是{what}，读不了。请{remedy}。")


def has_password(name: str) -> Fault:
    return Fault("R104", f"{name}：文件有密码，无法读取。请另存为不带密码的文件后再传。")


def damaged(name: str, what: str) -> Fault:
    return Fault("R105", f"{name}：{what}不完整或已损坏，无法打开。请重新下载，或用原来的软件打开后另存一份再传。")


def expands_too_far(name: str) -> Fault:
    return Fault("R106", f"{name}：文件解压后过大，疑似压缩炸弹，已停止读取。请核实来源，或另存一份再传。")


def declares_entities(name: str) -> Fault:
    return Fault("R107", f"{name}：文件内含 XML 实体或文档类型声明，可能有害，已停止读取。请核实来源，或另存一份再传。")


def undecodable(name: str) -> Fault:
    return Fault("R108", f"{name}：认不出文字编码，或部分字节已损坏。请用记事本或 WPS 另存为 UTF-8 编码后再传。")


def holds_nul(name: str) -> Fault:
    return Fault("R109", f"{name}：文件中夹有空字节（NUL），不是完好的文本。请用原来的软件另存为 UTF-8 文本后再传。")


def nothing_recognised(name: str) -> Fault:
    return Fault("R110", f"{name}：没有认出文字，可能是空白页或图像太模糊。请换一份更清晰的扫描件再传。")


def no_text(name: str) -> Fault:
    return Fault("R111", f"{name}：文件能打开，但里面没有文字。请检查是否选错了文件。")


def too_many_pages(name: str, pages: int, limit: int) -> Fault:
    return Fault("R112", f"{name}：共 {pages} 页，超过 {limit} 页的上限。请按章节拆分后再传。")


def too_many_scanned_pages(name: str, limit: int) -> Fault:
    return Fault("R113", f"{name}：扫描页超过 {limit} 页的上限。请拆分后分批上传。")


def image_too_large(name: str, limit: int) -> Fault:
    return Fault(
        "R114", f"{name}：图像超过 {limit // 10000} 万像素的上限。请按 200–300 dpi 重新扫描或缩小后再传。"
    )


def needs_office(name: str, better: str) -> Fault:
    return Fault("R115", f"{name}：读取这种旧格式需要 LibreOffice，本机没有安装。请另存为 {better} 后再传。")


def conversion_failed(name: str, better: str) -> Fault:
    return Fault("R116", f"{name}：LibreOffice 没能打开这个文件。请用原来的软件另存为 {better} 后再传。")


def too_many_characters(name: str, limit: int) -> Fault:
    return Fault("R117", f"{name}：文字超过 {limit // 10000} 万字的上限。请拆分后再传。")


def too_many_cells(name: str) -> Fault:
    return Fault("R118", f"{name}：工作表的单元格范围过大，多半是远处有多余内容。请删去多余的空行空列后再传。")


def program_error(name: str, error: Exception) -> Fault:
    """The fault that stands for an error of the program's own, named by its kind alone."""
    kind = type(error).__name__
    return Fault("R199", f"{name}：读取时程序出错（{kind}）。文件没有改动，请把文件交给系统维护人员查看。")

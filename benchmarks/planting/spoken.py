"""Drafts in the words of offices, not of templates: each sentence is written by hand, its figures come from values alone.

Nothing here knows how a draft is checked. A sentence is a string with places in braces:
  {n ID [A|B|C] [style]}   a figure: style han (in words), more (…余), comma, wide (full-width), wan (in 万)
  {y ID}  the same of the year before   {g ID up/down}  growth in percent   {p ID up/down}  a difference in points
  {s PART WHOLE}  a share of two figures   {a ID A}  the share of an area   {t ID}  the sum of A, B and C   {A} {B} {C}  areas
  {list} areas and their count   {date} {doc} {body}  a day with its weekday, a document number, a body
  {x NAME}  a figure of no register
"""

PARAGRAPHS = (
    # bulletins
    "截至2025年7月25日，全省共查处违法案件{n cases-found}（其中立案{n cases-filed}），罚没款{n fines}。",
    "截至7月25日，全省组织专项检查{n inspections}、出动执法人员{n inspection-staff-times comma}，查处"
    "{n cases-found}，立案{n cases-filed}，罚款{n fines}。",
    "今年以来，各地累计出动{n inspection-staff-times more}，查办各类案件{n cases-found han}，其中立案查处{n cases-filed han}。",
    "2025年1月1日至7月25日，全省立案{n cases-filed}，占查处案件数的{s cases-filed cases-found}。",
    "截至7月25日，{A}查处案件{n cases-found A}，占全省的{a cases-found A}；{B}{n cases-found B}，占{a cases-found B}。",
    "从各地情况看，截至7月25日，{A}、{B}、{C}分别查处案件{n cases-found A}、{n cases-found B}、{n cases-found C}，"
    "合计{t cases-found}。",
    "截至7月25日，全省查处案件{n cases-found}，其中{A}{n cases-found A}、{B}{n cases-found B}。",
    "截至7月25日，{A}出动{n inspection-staff-times A}，立案{n cases-filed A}，罚款金额{n fines A}。",
    "专项检查方面，{B}截至7月25日组织检查{n inspections B}，查处案件{n cases-found B}；{C}组织检查"
    "{n inspections C}，查处案件{n cases-found C}。",
    # growth
    "截至7月25日，全省查处案件{n cases-found}，同比{g cases-found 上升/下降}。",
    "与上年同期相比，全省罚款金额{g fines 增长/减少}，立案数{g cases-filed 增加/减少}。",
    "截至7月25日，全省组织专项检查{n inspections}，较去年同期{g inspections 增长/下降}；出动"
    "{n inspection-staff-times}，较去年同期{g inspection-staff-times 增长/下降}。",
    "全省立案{n cases-filed}，上年同期{y cases-filed}，{g cases-filed 增长/下降}。",
    "查处案件数由上年同期的{y cases-found}增加到{n cases-found}。",
    "监督抽查合格率为{n sampling-pass-rate}，比上年同期{p sampling-pass-rate 提高/下降}。",
    "今年以来，监督抽查批次合格率达到{n sampling-pass-rate}，同比{p sampling-pass-rate 上升/回落}。",
    "截至7月25日，全省工作经费投入{n work-funds}，同比{g work-funds 增长/下降}。",
    # meetings, money, publicity
    "出席会议的乡镇、企业和成员单位共{n meeting-units}，参加会议总人数达到{n meeting-attendees}。",
    "今年召开的质量工作会议，与会单位{n meeting-units}，参会人数{n meeting-attendees han}。",
    "截至7月25日，各市县共投入工作经费{n work-funds}。",
    "目前，全省受理投诉举报{n complaints}，受理率为{n complaints-accepted-rate}。",
    "截至7月25日，监督抽查产品{n sampled-lots}，监督抽查合格率{n sampling-pass-rate}。",
    "截至7月25日，全省罚款{n fines}，其中{A}{n fines A}。",
    "据统计，1月1日至7月25日，执法部门开展专项检查{n inspections wide}，出动执法人员{n inspection-staff-times wan}。",
    "立案数占查处案件数的{s cases-filed cases-found}，办案质量进一步提高。",
    # lists, days, numbers, bodies
    "{list}报送了工作方案。",
    "按照《示例省人民政府办公厅关于开展质量提升行动的通知》（示府办{doc}）要求，各地认真抓好落实。",
    "{date}，省政府召开全省质量工作会议。",
    "由{body}牵头，会同有关部门开展了联合检查。",
    "{A}建立了质量工作联席会议制度，{B}、{C}出台了质量奖励办法。",
    "全省共印发宣传手册{x 手册}，举办培训班{x 培训}。",
    "张贴宣传海报{x 海报}，悬挂横幅{x 横幅}。",
)
CLOSING = (
    "综上，今年以来全省印发宣传手册{x 手册}，社会反响良好。",
    "各地共张贴宣传海报{x 海报}。",
)
FILLER = (
    "一是加强组织领导，压实工作责任；二是突出重点领域，强化源头治理。",
    "总的看，各级各部门思想重视、措施有力，工作取得了阶段性成效。",
    "存在的主要问题是：个别地方重视不够，信息报送不及时，基层执法力量不足。",
    "下一步，要对照年度目标任务，逐项梳理，倒排工期，确保全面完成。",
)
BODIES = {
    "省市场监督管理局": ("省市场监督局", "省市场监管管理局"),
    "省农业农村厅": ("省农业农业厅", "省农村农业厅"),
    "省住房和城乡建设厅": ("省住房与城乡建设厅", "省住房和城市建设厅"),
    "省发展和改革委员会": ("省发展与改革委员会", "省发展改革和委员会"),
    "省生态环境厅": ("省生态环镜厅", "省环境生态厅"),
    "省工业和信息化厅": ("省工业与信息化厅", "省工业信息和化厅"),
    "省人力资源和社会保障厅": ("省人力资源与社会保障厅", "省人力资源和社会保险厅"),
}  # fmt: skip
NOISE = {"手册": ("份", 900, 9000), "培训": ("期", 12, 60), "海报": ("张", 300, 4000), "横幅": ("条", 100, 900)}
TABLE_HEADS = ("cases-found", "cases-filed", "fines", "inspections")
HEADS = {
    "cases-found": "查处案件（宗）", "cases-filed": "其中：立案（宗）", "fines": "罚款金额（万元）",
    "inspections": "专项检查（次）",
}  # fmt: skip

from duikou.ledger.chapters import Chapter

chapter = Chapter(
    "组织领导",
    (("双方健全组织领导机制,设立工作组{governance.working_groups}",),),
    table=("governance.working_groups",),
)

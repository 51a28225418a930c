from duikou.ledger.chapters import Chapter

chapter = Chapter(
    "企业服务",
    (("企业诉求反映储罐存满{cases.storage_tanks_full}",),),
    table=("cases.storage_tanks_full",),
)

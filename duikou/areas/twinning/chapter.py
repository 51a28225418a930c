from duikou.ledger.chapters import Best, Chapter

chapter = Chapter(
    "教育卫生结对",
    (
        (
            "结对高中{twinning.senior_high_schools}",
            "结对初中{twinning.junior_high_schools}",
            "结对医疗机构{twinning.medical_institutions}",
        ),
        (
            "建立结对关系{twinning.ties}",
            "开展结对活动{twinning.activities}",
        ),
    ),
    best=(Best("twinning.activities", "type"),),
    table=(
        "twinning.senior_high_schools",
        "twinning.junior_high_schools",
        "twinning.medical_institutions",
        "twinning.ties",
        "twinning.activities",
    ),
)

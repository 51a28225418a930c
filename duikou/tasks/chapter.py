from duikou.ledger.chapters import Best, Chapter

chapter = Chapter(
    "任务推进与督办",
    (
        ("列入重点工作任务{tasks.key_tasks}",),
        (
            "到期任务{tasks.given}",
            "完成任务{tasks.finished}",
            "按期完成{tasks.finished_in_time}",
            "按期完成率{tasks.in_time_rate}",
        ),
        ("调整期限{tasks.put_off}",),
        ("下发督办单{tasks.orders}",),
    ),
    best=(Best("tasks.in_time_rate", "unit", worst=True),),
    table=(
        "tasks.key_tasks",
        "tasks.given",
        "tasks.finished",
        "tasks.finished_in_time",
        "tasks.in_time_rate",
        "tasks.put_off",
        "tasks.orders",
    ),
)

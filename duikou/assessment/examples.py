"""What the workbench starts with: a small scheme over the ledger's figures, and values to try it on (made up)."""

EXAMPLE = {
    "key": "year",
    "label": "年度对口合作考核(示例)",
    "places": 2,
    "items": [
        {"key": "in_time", "label": "任务按期完成", "form": "ratio", "figures": ["tasks.finished_in_time"],
         "settings": {"target": "tasks.given", "points": 60, "nothing_due": 60}},
        {"key": "orders", "label": "督办扣分", "form": "faults", "floor": 0,
         "settings": {"points": 20, "penalties": {"tasks.orders": 2}}},
        {"key": "opinion", "label": "对方评价", "form": "ratio", "figures": ["对方满意度"],
         "settings": {"target": 100, "points": 20}},
    ],
    "grades": [["优秀", 90], ["良好", 80], ["合格", 60], ["不合格", 0]],
}  # fmt: skip
EXAMPLE_VALUES = {
    "units": [
        {
            "unit": "甲单位",
            "figures": {"tasks.finished_in_time": 9, "tasks.given": 10, "tasks.orders": 1, "对方满意度": 92},
        },
        {
            "unit": "乙单位",
            "figures": {"tasks.finished_in_time": 7, "tasks.given": 10, "tasks.orders": 4, "对方满意度": 88},
        },
    ]
}

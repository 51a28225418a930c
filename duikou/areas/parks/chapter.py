from duikou.ledger.chapters import Best, Chapter

chapter = Chapter(
    "园区共建",
    (
        ("共建园区规划面积{parks.area}",),
        (
            "园区地块{parks.parcels}",
            "已用地{parks.occupied}",
            "用地率{parks.occupancy}",
        ),
        (
            "入园企业{parks.tenants}",
            "年产值{parks.output}",
        ),
        ("建成基础设施{parks.works_done}",),
    ),
    best=(Best("parks.works_done", "type"),),
    table=(
        "parks.area",
        "parks.parcels",
        "parks.occupied",
        "parks.occupancy",
        "parks.tenants",
        "parks.output",
        "parks.works_done",
    ),
)

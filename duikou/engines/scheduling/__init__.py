"""Plans: from the promised date back (倒排工期) or forward, over working days, closed windows and resources.

Without resources the arithmetic of the critical path is exact. With resources CP-SAT seeks the shortest plan, after
which the latest starts follow. Every answer is held against the problem by `check` before it is given.
"""

from duikou.engines.scheduling.check import broken_rules
from duikou.engines.scheduling.hybrid import latest_rcp, plan_backward, solve_rcp
from duikou.engines.scheduling.model import Activity, Link, Plan, PlanError, read_plan
from duikou.engines.scheduling.path import Scheduled, schedule
from duikou.engines.scheduling.rcp import Rcp, RcpResult, read_rcp

__all__ = [
    "Activity", "Link", "Plan", "PlanError", "Rcp", "RcpResult", "Scheduled", "broken_rules", "latest_rcp", "plan_backward",
    "read_plan", "read_rcp", "schedule", "solve_rcp",
]  # fmt: skip

from duikou.projects.models.course import Milestone, Output, Phase, Progress
from duikou.projects.models.lead import Lead
from duikou.projects.models.money import Payment
from duikou.projects.models.problem import Problem
from duikou.projects.models.project import Project
from duikou.projects.models.signing import Signing

__all__ = ["Lead", "Milestone", "Output", "Payment", "Phase", "Problem", "Progress", "Project", "Signing"]

"""What is seen: a screen is one .py and one .js of the same name; the scripts beside are shared."""

from widgets.auditconsole import AuditConsole
from widgets.auditprojector import AuditProjector
from widgets.audittable import AuditTable
from widgets.console import Console
from widgets.gridconsole import GridConsole
from widgets.gridprojector import GridProjector
from widgets.gridtable import GridTable
from widgets.groupconsole import GroupConsole
from widgets.groupprojector import GroupProjector
from widgets.grouptable import GroupTable
from widgets.interviewscoder import InterviewsCoder
from widgets.interviewsconsole import InterviewsConsole
from widgets.projector import Projector
from widgets.reflectivelog import ReflectiveLog
from widgets.scenarioconsole import ScenarioConsole
from widgets.scenarioprojector import ScenarioProjector
from widgets.scenariotable import ScenarioTable
from widgets.table import Table

__all__ = [
    "AuditConsole",
    "AuditProjector",
    "AuditTable",
    "Console",
    "GridConsole",
    "GridProjector",
    "GridTable",
    "GroupConsole",
    "GroupProjector",
    "GroupTable",
    "InterviewsCoder",
    "InterviewsConsole",
    "Projector",
    "ReflectiveLog",
    "ScenarioConsole",
    "ScenarioProjector",
    "ScenarioTable",
    "Table",
]

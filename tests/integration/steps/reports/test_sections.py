"""What the sections tell of priorities, of the plan and of the files, from the data alone."""

from sqlmodel import Session, select

from app.core.clock import from_rome, legal_today
from app.steps.reports.content.data import read_data
from app.steps.reports.document import Frame, build_edition
from app.steps.reports.enums import Audience, FileFormat, ReportPiece
from app.steps.reports.making import render
from app.steps.synthesis.actions import assess_node
from app.steps.synthesis.forms import AssessForm
from app.steps.synthesis.models import Node
from tests.conftest import Clock
from tests.factories.esiti import make_restituted
from tests.factories.plans import make_covered
from tests.factories.priorities import make_ballot
from tests.factories.procedures import Desk
from tests.factories.synthesis import Heard, make_heard, make_need


def section(session: Session, desk: Desk, number: int) -> str:
    """The HTML of one section of the public report."""
    frame = Frame(from_rome(legal_today()))
    made = build_edition(read_data(session, desk.here), Audience.PUBLIC, frame)
    html = render(made[ReportPiece.REPORT], FileFormat.HTML).decode()
    body = html[html.index("</nav>") :]
    start = body.index(f">{number}. ")
    end = body.find(f">{number + 1}. ", start)
    return body[start:end]


def assess(session: Session, heard: Heard, node: Node, level: str) -> None:
    form = AssessForm(priority=level, priority_reason="Tiene conto delle risorse.")
    assess_node(session, heard.desk.actor, heard.desk.here, node, form)


def test_a_result_of_a_tavolo_stands_beside_the_offices_level(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    node = make_need(session, heard, heard.first)
    assess(session, heard, node, "2")
    make_ballot(session, heard, (node, 7))
    told = section(session, heard.desk, 8)
    assert "7 punti" in told
    assert "3 punti per ente" in told
    assert "<span>2</span></td>" in told


def test_where_they_differ_stands_among_the_divergences(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    first = make_need(session, heard, heard.first, title="Corse serali")
    assess(session, heard, first, "1")
    other = make_need(session, heard, heard.first, title="Consultori")
    assess(session, heard, other, "5")
    make_ballot(session, heard, (first, 9), (other, 1))
    told = section(session, heard.desk, 9)
    assert "Dove si discostano" in told
    assert "Corse serali" in told


def test_an_item_of_the_plan_names_the_nodes_that_it_comes_from(
    session: Session, clock: Clock
) -> None:
    desk = make_restituted(session, clock).desk
    node = session.exec(select(Node).where(Node.procedure_id == desk.here.procedure.pk)).one()
    make_covered(session, desk, node)
    told = section(session, desk, 12)
    assert "Che cosa del piano nasce dal percorso" in told
    assert f"<span>{node.code}</span></td>" in told


def test_every_figure_has_its_table(session: Session, clock: Clock) -> None:
    desk = make_restituted(session, clock).desk
    told = section(session, desk, 12)
    assert told.count("<figure") == told.count('alt="Barre orizzontali') == 1
    assert '<th scope="row">Totale</th>' in told


def test_where_no_decision_names_an_item_of_the_plan_there_is_no_empty_column(
    session: Session, clock: Clock
) -> None:
    desk = make_restituted(session, clock).desk
    node = session.exec(select(Node).where(Node.procedure_id == desk.here.procedure.pk)).one()
    make_covered(session, desk, node)
    told = section(session, desk, 12)
    answers = told.split("Esiti dei nodi della sintesi")[1].split("</table>")[0]
    assert "Voce del piano" not in answers
    assert "Voce del piano" in told

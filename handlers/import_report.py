"""What came of reading a list, in words: how many rows, what is wrong in which, and why a file gives none."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from handlers.documents.workbook import Column, Sheet, workbook
from handlers.texts import render
from programme.registers.imports import Faulty
from programme.registers.record import Problem
from programme.registers.sheet import Why
from talk import Line

#: Of the list of mistakes, without its ending.
FILE_NAME = "perlu-dibetulkan"


class Mistake(NamedTuple):
    """One row of the list of mistakes."""

    row: int
    problem: Problem


def problem_line(problem: Problem) -> Line:
    """What is wrong with a cell, and what to do."""
    return Line(f"import-problem-{problem.what}")


def unreadable_line(why: Why) -> Line:
    """Why a file gives no rows."""
    return Line(f"import-unreadable-{why}")


def mistakes_workbook(faulty: Iterable[Faulty], language: str) -> bytes:
    """Every mistake with its row and column, and no value: those stand in the list itself. Slow."""

    def column(key: str, width: int, value: Callable[[Mistake], str | int]) -> Column[Mistake]:
        return Column(render(language, Line(key)), width, value)

    columns = (
        column("import-head_row", 8, lambda one: one.row),
        column("import-head_column", 24, lambda one: one.problem.called),
        column("import-head_mistake", 90, lambda one: render(language, problem_line(one.problem))),
        column("import-head_left_out", 14, lambda one: _left_out(one.problem, language)),
    )
    return workbook(Sheet(render(language, Line("import-head_mistake")), columns, _each(faulty)))


def _each(faulty: Iterable[Faulty]) -> Iterator[Mistake]:
    return (Mistake(one.row, problem) for one in faulty for problem in one.problems)


def _left_out(problem: Problem, language: str) -> str:
    return render(language, Line("import-left_out_yes")) if problem.is_fatal else ""

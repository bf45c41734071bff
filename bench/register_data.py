"""An invented extract as large as the real one: XLSX as Excel writes it, and CSV."""

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from stdnum import luhn

ROWS = 150_000
HEADER = (
    "Codice fiscale\nSteuernummer", "Repertorio", "Denominazione\nBezeichnung", "Sezione",
    "Cognome e nome dei legali rappresentanti", "Rete associativa", "Comune sede legale\nGemeinde",
    "Provincia", "5x1000", "Data di iscrizione", "",
)  # fmt: skip
_SECTIONS = (
    "ORGANIZZAZIONI DI VOLONTARIATO", "ASSOCIAZIONI DI PROMOZIONE SOCIALE", "ENTI FILANTROPICI",
    "IMPRESE SOCIALI, INCLUSE LE COOPERATIVE SOCIALI", "RETI ASSOCIATIVE",
    "SOCIETA' DI MUTUO SOCCORSO", "ALTRI ENTI DEL TERZO SETTORE",
)  # fmt: skip
_OOXML = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_OOXML}/spreadsheetml/2006/main"'


def rows(most: int = ROWS) -> Iterator[tuple[str, ...]]:
    """Plainly invented bodies with well-formed codes."""
    for number in range(most):
        digits = f"9{number:09d}"
        yield (
            digits + luhn.calc_check_digit(digits),
            str(100_000 + number),
            f'ASSOCIAZIONE D\'ESEMPIO "LA PROVA NUMERO {number}" - CITTÀ DEGLI ESEMPI ODV',
            _SECTIONS[number % len(_SECTIONS)],
            f"ESEMPIO PERSONA{number}",
            "Si" if number % 9 == 0 else "No",
            f"COMUNE DI PROVA {number % 7900}",
            f"P{chr(65 + number % 26)}",
            "Si" if number % 3 == 0 else "No",
            f"{1 + number % 28:02d}/{1 + number % 12:02d}/{2021 + number % 5}",
            "",
        )


def write_csv(path: Path, most: int = ROWS) -> None:
    """Windows-1252 and semicolons, as Excel saves in Italy."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(rows(most))


def write_xlsx(path: Path, most: int = ROWS) -> None:
    """One sheet whose words stand in the table of shared strings."""
    words: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _parts().items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f"<worksheet {_MAIN}><sheetData>".encode())
            for number, cells in enumerate((HEADER, *rows(most)), start=1):
                sheet.write(_row(number, cells, words).encode())
            sheet.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w") as table:
            table.write(f'<sst {_MAIN} uniqueCount="{len(words)}">'.encode())
            for text in words:
                table.write(f"<si><t>{escape(text)}</t></si>".encode())
            table.write(b"</sst>")


def _row(number: int, cells: tuple[str, ...], words: dict[str, int]) -> str:
    told = "".join(
        f'<c r="{chr(65 + at)}{number}"><v>{text}</v></c>'
        if at == 1 and text.isdigit()
        else f'<c r="{chr(65 + at)}{number}" t="s"><v>{words.setdefault(text, len(words))}</v></c>'
        for at, text in enumerate(cells)
        if text
    )
    return f'<row r="{number}">{told}</row>'


def _parts() -> dict[str, str]:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    rel = f"{_OOXML}/officeDocument/2006/relationships"
    links = f'xmlns="{_OOXML}/package/2006/relationships"'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_OOXML}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships {links}><Relationship Id="rId1" '
        f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{rel}"><sheets>'
        '<sheet name="iscritti" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {links}>"
        f'<Relationship Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
    }

"""Simulates, and writes what was found and the drawings: `python -m bench.growth`."""

from bench.growth.found import DRAWINGS, FILE, drawings, found

if __name__ == "__main__":
    FILE.write_text(found().text(), encoding="utf-8")
    for name, text in drawings().items():
        (DRAWINGS / name).write_text(text, encoding="utf-8")
    print(f"wrote {FILE.name} and the drawings of docs/scale.md")

"""The table of the results."""

import json

NAMES = {"plenary": "plenary", "cpsat": "CP-SAT", "highs": "HiGHS", "timefold": "Timefold"}
HEAD = """\
Written by `run.py` from `results/`; costs and bounds in discomfort-minutes. *gap* is to the tool's own bound, *to best
bound* to the highest that any tool has proved for this instance, both as parts of the cost. The best answer is bold: the
least attendee-minutes left out (in brackets), then the least cost; an asterisk: proved optimal by the tool itself.
"""


def write(folder, to):
    results = [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
    parts = ["# Side by side\n", HEAD]
    versions = {(NAMES[r["tool"]], r["version"]) for r in results if r.get("version")}
    parts.append("Versions: " + ", ".join(f"{name} {version}" for name, version in sorted(versions)) + ".\n")
    for instance in sorted({r["instance"] for r in results}):
        own = [r for r in results if r["instance"] == instance]
        bounds = [r["bound"] for r in own if r["bound"] is not None and sound(r)]
        parts.append(f"## {instance}\n")
        for seconds in sorted({r["limit_seconds"] for r in own}):
            parts.append(f"{seconds} s\n")
            parts.append(rows([r for r in own if r["limit_seconds"] == seconds], max(bounds, default=None)))
    to.write_text("\n".join(parts), encoding="utf-8")


def sound(result):
    """Bounds on the cost at the level of what is left out compare only where nothing is, or all agree."""
    return result["check"] is None or result["check"]["unplaced"] == 0


def score(result):
    check = result["check"]
    return (check["broken"], check["unplaced_minutes"], check["cost"]) if check else None


def rows(results, best_bound):
    order = list(NAMES)
    best = min((score(r) for r in results if r["check"]), default=None)
    lines = ["| tool | cost | left out | bound | gap | to best bound | first, s | took, s | MiB |",
             "|---|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for r in sorted(results, key=lambda r: order.index(r["tool"])):
        check = r["check"]
        cells = [NAMES[r["tool"]], cost(r, best), left_out(check), number(r["bound"]),
                 gap(check, r["bound"]), gap(check, best_bound), seconds(r.get("first_seconds")),
                 seconds(r.get("wall_seconds")), r.get("memory_mib") or ""]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def cost(result, best):
    check = result["check"]
    if result["agrees"] is False:
        return f"MISMATCH: says {result['claimed']}, is {check['cost']}, breaks {check['broken']}"
    if not check:
        return {"infeasible": "proved impossible", "failed": "failed"}.get(result["status"], "none found")
    if check["broken"]:
        return f"{number(check['cost'])}, but {check['broken']} broken"
    text = number(check["cost"])
    text = f"**{text}**" if score(result) == best else text
    return text + ("\\*" if result["status"] == "optimal" else "")


def left_out(check):
    if not check:
        return ""
    return f"{check['unplaced']} ({check['unplaced_minutes']:,})" if check["unplaced"] else "0"


def number(hundredths):
    return "" if hundredths is None else f"{hundredths / 100:,.0f}"


def gap(check, bound):
    if not check or bound is None or check["unplaced"] or check["broken"]:
        return ""
    return f"{(check['cost'] - bound) / check['cost']:.2%}" if check["cost"] else "0.00%"


def seconds(value):
    return "" if value is None else f"{value:.1f}"

#!/usr/bin/env python3
"""Runs plenary and its peers side by side and writes the table. `run.py --help`; the story is in README.md.

Every answer of every tool is scored by `plenary check`. Each run leaves one small file in the results' folder, and
what has its file is not run again, so that an interrupted run is continued by the same command.
"""

import argparse
import hashlib
import json
import os
import platform
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VENV = HERE / ".venv"
BUILD = HERE / "build"
TOOLS = ("plenary", "cpsat", "highs", "timefold")
CORES = 2
# Every instance has 60 s; these have 10 s and 300 s too.
FLAGSHIPS = ("igf-2020", "igf-2020-phase-two", "slots")
# A formulation that needs more fails by itself, and not the machine with it; Java has a limit of its own.
MEMORY_GIB = 6
PEERS = ["ortools==9.15.6755", "highspy==1.16.0", "timefold==1.24.0b0"]
# The solver and what it needs, out of the many jars of the wheel.
JARS = ("timefold-solver-core", "commons-math3", "commons-collections4", "gizmo", "jandex", "asm", "micrometer", "slf4j-api",
        "jakarta", "jaxb", "jspecify", "angus", "istack", "txw2", "HdrHistogram", "LatencyUtils")


def target():
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"


def setup():
    """The peers from their registry, and the two programs of this repository."""
    if not (VENV / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    subprocess.run([VENV / "bin" / "python", "-m", "pip", "install", "--quiet", *PEERS], check=True)
    subprocess.run(["cargo", "build", "--release", "--bin", "plenary", "--example", "peers-model"], cwd=ROOT, check=True)
    compile_timefold()


def classpath():
    jars = [str(jar) for jar in sorted(VENV.glob("lib/*/site-packages/timefold/solver/jars/*.jar"))
            if jar.name.startswith(JARS)]
    return os.pathsep.join([str(BUILD), *jars])


def compile_timefold():
    BUILD.mkdir(exist_ok=True)
    sources = [str(source) for source in sorted((HERE / "timefold").glob("*.java"))]
    subprocess.run(["javac", "-d", BUILD, "-cp", classpath(), *sources], check=True)


def command(tool, instance, seconds, work):
    """The command of a tool, and the file of its answer."""
    python, answer = str(VENV / "bin" / "python"), work / "answer.json"
    model = model_of(instance, work) if tool != "plenary" else None
    limits = [str(model), str(answer), "--seconds", str(seconds)]
    if tool == "plenary":
        schedule = work / "schedule.json"
        return [target() / "plenary", "solve", instance, "--time-limit", f"{seconds}s", "--threads", str(CORES),
                "--json", "--output", schedule], schedule
    if tool == "timefold":
        return ["java", "-Xmx2g", "-cp", classpath(), "Peer", *limits], answer
    return [python, HERE / f"{tool}.py", *limits, "--threads", str(CORES)], answer


def model_of(instance, work):
    model = work / "model.json"
    subprocess.run([target() / "examples" / "peers-model", "export", instance, model], check=True)
    return model


def limited(arguments, seconds, log):
    """Runs a command on two cores: its output, peak memory in MiB, wall time, and how it ended."""
    def confine():
        os.setsid()
        if arguments[0] != "java":
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_GIB << 30, MEMORY_GIB << 30))
        cores = sorted(os.sched_getaffinity(0))[:CORES]
        os.sched_setaffinity(0, cores)
    begun = time.monotonic()
    with open(log, "w", encoding="utf-8") as errors, open(f"{log}.out", "w+", encoding="utf-8") as out:
        process = subprocess.Popen([str(a) for a in arguments], stdout=out, stderr=errors, preexec_fn=confine)
        ended, used = 0, None
        try:
            while not ended:
                ended, code, used = os.wait4(process.pid, os.WNOHANG)
                late = time.monotonic() - begun > 2 * seconds + 300
                if not ended and late:
                    os.killpg(process.pid, signal.SIGKILL)
                    ended, code, used = os.wait4(process.pid, 0)
                time.sleep(0.02)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        process.returncode = os.waitstatus_to_exitcode(code)
        out.seek(0)
        return out.read(), round(used.ru_maxrss / 1024), round(time.monotonic() - begun, 2), process.returncode


def with_common_objective(instance, work):
    """A copy of an instance in which `fair-regions` is a maximum: each peer has a formulation of that, and none of the
    mean of the worst-off tenth."""
    document = json.loads(instance.read_text(encoding="utf-8"))
    document.setdefault("rules", {}).setdefault("fair-regions", {"weight": 0.25, "measure": "worst"})
    copy = work / instance.name
    copy.write_text(json.dumps(document), encoding="utf-8")
    return copy


def run(tool, instance, seconds, work):
    """One run: what the tool says, and what `plenary check` says of its answer."""
    instance = with_common_objective(instance, work)
    arguments, answer = command(tool, instance, seconds, work)
    answer.unlink(missing_ok=True)
    output, memory, wall, code = limited(arguments, seconds, work / "log")
    result = {"wall_seconds": wall, "memory_mib": memory, "exit": code}
    if tool == "plenary":
        said = json.loads(output) if output.strip() else {}
        result |= {"version": plenary_version(), "status": said.get("proof") and "optimal" or "feasible",
                   "claimed": said.get("cost"), "bound": said.get("bound"), "seconds": said.get("seconds"),
                   "first_seconds": said.get("first_feasible_seconds")}
        # An incomplete timetable is written beside the one asked for.
        schedule = Path(said["schedule"]) if said.get("schedule") else answer
    else:
        said = json.loads(answer.read_text()) if answer.exists() else {"status": "failed"}
        result |= {name: said.get(name) for name in ("version", "status", "bound", "seconds", "build_seconds")}
        result["claimed"] = said.get("cost")
        progress = said.get("progress") or []
        result["first_seconds"] = progress[0][0] if progress else None
        result["progress"] = thinned(progress)
        schedule = work / "schedule.json"
        schedule.unlink(missing_ok=True)
        if said.get("assignment") is not None:
            (work / "assignment.json").write_text(json.dumps(said["assignment"]))
            subprocess.run([target() / "examples" / "peers-model", "import", instance, work / "assignment.json", schedule],
                           check=True, stdout=subprocess.DEVNULL)
    result["check"] = checked(instance, schedule) if schedule.exists() else None
    result["agrees"] = agrees(result)
    return result


def checked(instance, schedule):
    done = subprocess.run([target() / "plenary", "check", instance, schedule, "--json"], capture_output=True, text=True)
    report = json.loads(done.stdout)
    return {"broken": len(report["violations"]), "cost": report["cost"], "unplaced": len(report["unplaced"]),
            "unplaced_minutes": report["unplaced_minutes"], "complete_and_valid": report["valid"] and report["complete"]}


def agrees(result):
    """Whether the tool's own objective is what the checker finds, and whether anything is broken what the tool says of
    that; None where there is nothing to compare."""
    if not result["check"] or result["claimed"] is None:
        return None
    is_broken = result["check"]["broken"] > 0
    return is_broken == (result["status"] == "broken") and result["claimed"] == result["check"]["cost"]


def thinned(progress, most=24):
    step = max(1, len(progress) // most)
    return progress[:1] + progress[1:-1:step] + progress[-1:] if len(progress) > 1 else progress


def plenary_version():
    revision = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    version = subprocess.run([target() / "plenary", "--version"], capture_output=True, text=True).stdout.split()[-1]
    return f"{version} ({revision.stdout.strip()})"


def instances(given):
    """The instances among the files and folders given."""
    files = []
    for path in map(Path, given or [ROOT / "instances"]):
        files += sorted(path.glob("*.json")) if path.is_dir() else [path]
    return [file.resolve() for file in files if is_instance(file)]


def is_instance(file):
    try:
        return json.loads(file.read_text(encoding="utf-8")).get("format") == "plenary/1"
    except (ValueError, AttributeError):
        return False


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--setup", action="store_true", help="install the peers and build what is needed, then go on")
    parser.add_argument("--instances", nargs="+", metavar="PATH", help="files or folders [default: instances/]")
    parser.add_argument("--only", nargs="+", choices=TOOLS, default=TOOLS, metavar="TOOL", help=f"of {', '.join(TOOLS)}")
    parser.add_argument("--seconds", nargs="+", type=int, help="instead of 60, and 10 and 300 on " + ", ".join(FLAGSHIPS))
    parser.add_argument("--results", type=Path, default=HERE / "results", help="where the small files go")
    parser.add_argument("--again", action="store_true", help="run what has been run already too")
    parser.add_argument("--table", action="store_true", help="only write the table from what is there")
    return parser.parse_args()


def main():
    options = parse()
    if options.setup:
        setup()
    options.results.mkdir(parents=True, exist_ok=True)
    failed = False
    for instance in [] if options.table else instances(options.instances):
        digest = hashlib.sha256(instance.read_bytes()).hexdigest()
        default = (60, 10, 300) if instance.stem in FLAGSHIPS else (60,)
        for seconds in options.seconds or default:
            for tool in options.only:
                failed |= not one(options, tool, instance, digest, seconds)
    table.write(options.results, options.results.parent / "table.md")
    return 1 if failed else 0


def one(options, tool, instance, digest, seconds):
    """One run, unless its file is there already for this very instance; whether the answer is what it claims."""
    file = options.results / f"{instance.stem}.{tool}.{seconds}.json"
    if file.exists() and not options.again:
        known = json.loads(file.read_text())
        if known["digest"] == digest:
            return known["agrees"] is not False
    work = HERE / "scratch"
    work.mkdir(exist_ok=True)
    print(f"{instance.stem}, {tool}, {seconds} s", file=sys.stderr, flush=True)
    result = {"instance": instance.stem, "tool": tool, "limit_seconds": seconds, "digest": digest,
              "machine": f"{CORES} cores, {platform.machine()}"}
    try:
        result |= run(tool, instance, seconds, work)
    except (OSError, subprocess.CalledProcessError, ValueError, KeyError) as error:
        result |= {"status": "failed", "error": str(error), "check": None, "agrees": None, "claimed": None, "bound": None}
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(result, indent=1) + "\n")
    partial.replace(file)
    check = result["check"] or {}
    print(f"  {result['status']}: cost {check.get('cost')}, bound {result['bound']}, left out {check.get('unplaced')}"
          f"{', MISMATCH' if result['agrees'] is False else ''}", file=sys.stderr, flush=True)
    return result["agrees"] is not False


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Counts real sensor files in a way of its own, to be compared with `cwatch count --json`.

    real_counts.py FOLDER [--year 2026]

FOLDER holds the files of ../shared/data/telemetry. Prints one JSON object: the name of each
question, and its answer. Needs nothing but Python 3. Times without a year get the year given,
times without a zone are taken as UTC, as the readers take them. Every hour is UTC.
"""

import argparse
import collections
import datetime
import decimal
import gzip
import ipaddress
import json
import pathlib
import re
import sys

UTC = datetime.timezone.utc
MONTHS = {name: i + 1 for i, name in enumerate(
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())}


def lines(folder, name):
    data = gzip.decompress((folder / name).read_bytes()).decode("latin-1")
    rows = data.split("\n")
    if rows and rows[-1] == "":
        rows.pop()
    return [row[:-1] if row.endswith("\r") else row for row in rows]


def hour(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:00:00Z")


def day(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%d")


def iso(text):
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text.replace("Z", "+00:00"))
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def epoch(seconds):
    return datetime.datetime.fromtimestamp(int(float(seconds)), UTC)


def is_address(text):
    try:
        ipaddress.ip_address(text)
        return True
    except ValueError:
        return False


def eve_alerts_by_category(folder, year):
    counts = collections.Counter()
    for line in lines(folder, "eve-eve-real.jsonl.gz"):
        record = json.loads(line)
        if record.get("event_type") == "alert":
            counts[(record.get("alert") or {}).get("category") or ""] += 1
    return counts


def eve_alerts_per_hour(folder, year):
    counts = collections.Counter()
    for line in lines(folder, "eve-eve-real.jsonl.gz"):
        record = json.loads(line)
        if record.get("event_type") == "alert":
            counts[hour(iso(record["timestamp"]))] += 1
    return counts


def distinct_eve_alert_sources(folder, year):
    sources = set()
    for line in lines(folder, "eve-eve-real.jsonl.gz"):
        record = json.loads(line)
        if record.get("event_type") == "alert" and record.get("src_ip"):
            sources.add(record["src_ip"])
    return len(sources)


def zeek_connections(folder):
    """State, whether it carried data, time: of JSON and of columns."""
    for name in ("zeek-json-apt29-day1-combined.ndjson.gz",
                 "zeek-json-apt29-day2-combined.ndjson.gz"):
        for line in lines(folder, name):
            record = json.loads(line)
            if record.get("@stream") == "conn":
                data = (record.get("orig_bytes") or 0) + (record.get("resp_bytes") or 0)
                yield name, record.get("conn_state"), data > 0, epoch(record["ts"])
    name, columns = "zeek-tsv-lsass-conn.log.gz", []
    for line in lines(folder, name):
        if line.startswith("#fields\t"):
            columns = line.split("\t")[1:]
        elif not line.startswith("#"):
            record = dict(zip(columns, line.split("\t")))
            data = any(record[key] not in ("-", "0") for key in ("orig_bytes", "resp_bytes"))
            yield name, record["conn_state"], data, epoch(record["ts"])


def zeek_probes_by_file_and_state(folder, year):
    counts = collections.Counter()
    for name, state, data, _ in zeek_connections(folder):
        if state in ("S0", "REJ", "RSTO") and not data:
            counts[name + " " + state] += 1
    return counts


def zeek_probes_per_hour(folder, year):
    counts = collections.Counter()
    for _, state, data, at in zeek_connections(folder):
        if state in ("S0", "REJ", "RSTO") and not data:
            counts[hour(at)] += 1
    return counts


def zeek_probe_sessions_per_hour(folder, year):
    """Of the file in columns: one /24 (or /48) at one target, no pause above half an hour."""
    columns, times = [], collections.defaultdict(list)
    for line in lines(folder, "zeek-tsv-lsass-conn.log.gz"):
        if line.startswith("#fields\t"):
            columns = line.split("\t")[1:]
        elif not line.startswith("#"):
            record = dict(zip(columns, line.split("\t")))
            data = any(record[key] not in ("-", "0") for key in ("orig_bytes", "resp_bytes"))
            if record["conn_state"] in ("S0", "REJ", "RSTO") and not data:
                source = ipaddress.ip_address(record["id.orig_h"])
                bits = 24 if source.version == 4 else 48
                network = ipaddress.ip_network((source, bits), strict=False)
                target = ipaddress.ip_address(record["id.resp_h"])
                times[network, target].append(decimal.Decimal(record["ts"]))
    counts = collections.Counter()
    for moments in times.values():
        moments.sort()
        for before, moment in zip([decimal.Decimal("-Infinity")] + moments, moments):
            if moment - before > 1800:
                counts[hour(epoch(moment))] += 1
    return counts


def zeek_notices_by_note(folder, year):
    counts = collections.Counter()
    for line in lines(folder, "zeek-json-notice.ndjson.gz"):
        counts[json.loads(line)["note"]] += 1
    return counts


def cowrie_alerts_by_event(folder, year):
    counts = collections.Counter()
    for name in ("cowrie-cowrie-real.jsonl.gz", "cowrie-cowrie-synthetic.jsonl.gz"):
        for line in lines(folder, name):
            event = json.loads(line)["eventid"]
            if event in ("cowrie.login.failed", "cowrie.login.success", "cowrie.command.input"):
                counts[event] += 1
    return counts


def distinct_cowrie_alert_sources(folder, year):
    sources = set()
    for name in ("cowrie-cowrie-real.jsonl.gz", "cowrie-cowrie-synthetic.jsonl.gz"):
        for line in lines(folder, name):
            record = json.loads(line)
            if record["eventid"].split(".")[1] == "login" \
                    or record["eventid"] == "cowrie.command.input":
                if is_address(record.get("src_ip")):
                    sources.add(record["src_ip"])
    return len(sources)


def failed_ssh_logins(folder, year):
    """Time and source of each line that tells of one."""
    form = re.compile(
        r"(?:<\d+>)?(?:(\w{3}) +(\d+) (\d+):(\d+):(\d+)|(\d{4}-\d\d-\d\dT\S+)) \S+ "
        r"sshd(?:-session)?(?:\[\d+\])?: (?:message repeated \d+ times: \[ )?"
        r"Failed \S+ for .* from (\S+)(?: port \d+.*)?$")
    for line in lines(folder, "syslog-sshd.log.gz"):
        found = form.match(line)
        if found:
            month, date, hours, minutes, seconds, whole, source = found.groups()
            at = iso(whole) if whole else datetime.datetime(
                year, MONTHS[month], int(date), int(hours), int(minutes), int(seconds), 0, UTC)
            yield at, source


def failed_ssh_logins_per_day(folder, year):
    return collections.Counter(day(at) for at, _ in failed_ssh_logins(folder, year))


def distinct_failed_ssh_login_sources(folder, year):
    return len({source for _, source in failed_ssh_logins(folder, year)})


def cef_events_by_severity(folder, year):
    """Of the lines that can be counted: with a header, and a time that can be read."""
    counts = collections.Counter()
    header = re.compile(r"CEF: ?\d\|(?:(?:[^|\\]|\\.)*\|){5}((?:[^|\\]|\\.)*)\|(.*)")
    clock = r"\d\d:\d\d:\d\d"
    named = r"[A-Z][a-z]{2} +\d+ (?:\d{4} )?" + clock + r"(?:\.\d+)?(?: (?:UTC|GMT))?"
    time = re.compile(
        r"(?:^|[| ])(?:rt|start|end|startTime|endTime|deviceReceiptTime)="
        r"(?:\d{9,19}|" + named + r"|[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ " + clock + r" \d{4})"
        r"(?= [\w.-]+=|$)")
    frame = re.compile(r"(?:<\d+>:? *)?(?:1 )?(?:" + named + r"|\d{4}-\d\d-\d\dT\S+)[ :]")
    for line in lines(folder, "cef-cef.log.gz"):
        found = header.search(line)
        if found and (time.search(found.group(2)) or frame.match(line)):
            counts[found.group(1)] += 1
    return counts


def firewall_denials_by_dialect(folder, year):
    counts = collections.Counter()
    for line in lines(folder, "syslog-iptables.log.gz"):
        head = re.split(r"\b(?:IN|OUT)=", line)[0]
        counts["iptables"] += bool(re.search(r"DROP|BLOCK|REJECT|DENY", head, re.I))
    for line in lines(folder, "syslog-cisco-asa.log.gz"):
        counts["cisco-asa"] += bool(
            re.search(r"%ASA-\d-\d+: (?:Deny|TCP access denied|Inbound TCP connection denied)", line))
    for line in lines(folder, "syslog-paloalto.csv.log.gz"):
        counts["pan-os"] += bool(re.search(
            r"1,[^,]*,[^,]*,TRAFFIC,(?:[^,]*,){26}(?:deny|drop|reset-\w+),", line))
    return counts


def web_requests_per_hour(folder, year):
    """Of lines in the common format whose client is an IPv4 address."""
    counts = collections.Counter()
    form = re.compile(r"[0-9.]+ \S+ [^\[]*\[(\d\d)/(\w{3})/(\d{4}):(\d\d):\d\d:\d\d "
                      r"([+-])(\d\d)(\d\d)\] \"")
    for line in lines(folder, "web-access.log.gz"):
        found = form.match(line)
        if found:
            date, month, full_year, hours, sign, zone_hours, zone_minutes = found.groups()
            shift = datetime.timedelta(hours=int(zone_hours), minutes=int(zone_minutes))
            at = datetime.datetime(int(full_year), MONTHS[month], int(date), int(hours), 0, 0, 0,
                                   datetime.timezone(shift if sign == "+" else -shift))
            counts[hour(at)] += 1
    return counts


def modsecurity_alerts_per_day(folder, year):
    counts = collections.Counter()
    for line in lines(folder, "web-modsecurity.log.gz"):
        if re.search(r"ModSecurity: (?:Warning\.|Access denied)", line):
            nginx = re.match(r"(\d{4})/(\d\d)/(\d\d) ", line)
            apache = re.match(r"\[\w{3} (\w{3}) (\d\d) [\d:.]+ (\d{4})\]", line)
            if nginx:
                counts["-".join(nginx.groups())] += 1
            elif apache:
                month, date, full_year = apache.groups()
                counts["%s-%02d-%s" % (full_year, MONTHS[month], date)] += 1
    return counts


QUESTIONS = [
    eve_alerts_by_category,
    eve_alerts_per_hour,
    distinct_eve_alert_sources,
    zeek_probes_by_file_and_state,
    zeek_probes_per_hour,
    zeek_probe_sessions_per_hour,
    zeek_notices_by_note,
    cowrie_alerts_by_event,
    distinct_cowrie_alert_sources,
    failed_ssh_logins_per_day,
    distinct_failed_ssh_login_sources,
    cef_events_by_severity,
    firewall_denials_by_dialect,
    web_requests_per_hour,
    modsecurity_alerts_per_day,
]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--year", type=int, default=2026)
    given = arguments.parse_args()
    answers = {}
    for question in QUESTIONS:
        answer = question(given.folder, given.year)
        answers[question.__name__] = dict(sorted(answer.items())) if isinstance(
            answer, collections.Counter) else answer
    json.dump(answers, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()

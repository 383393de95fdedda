#!/usr/bin/env python3
"""Asks `cwatch count --json` and plain Python the same questions of the same real files.

    real_counts.py FOLDER [--cwatch ./cwatch] [--year 2026]

FOLDER holds the files of ../shared/data/telemetry. Prints a table: the format, the question, both
answers, and whether they are equal; ends with 1 if any two are not. Needs nothing but Python 3, and
shares no code with what it checks. Times without a year get the year given, times without a zone
are taken as UTC, as the readers take them. Every hour is UTC.
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
import subprocess
import sys
import tempfile
import uuid

UTC = datetime.timezone.utc
MONTHS = {name: i + 1 for i, name in enumerate(
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())}
MOST_FREQUENT = 20
# What the ids of indicators in the command's answers are derived from.
LOCAL = uuid.UUID("0d3c5a0e-7a57-4d5b-9d0e-4b1f6a2c8e90")

EVE = "eve-eve-real.jsonl.gz"
BAD_EVE = "eve-eve-malformed-lines.txt.gz"
ZEEK = ["zeek-json-apt29-day1-combined.ndjson.gz", "zeek-json-apt29-day2-combined.ndjson.gz"]
ZEEK_NOTICES = "zeek-json-notice.ndjson.gz"
ZEEK_DNS = "zeek-json-dns.ndjson.gz"
COLUMNS = "zeek-tsv-lsass-conn.log.gz"
COLUMNS_DNS = "zeek-tsv-lsass-dns.log.gz"
COWRIE = ["cowrie-cowrie-real.jsonl.gz", "cowrie-cowrie-synthetic.jsonl.gz"]
SSHD = "syslog-sshd.log.gz"
WEB = "web-access.log.gz"
MODSECURITY = "web-modsecurity.log.gz"
CEF = "cef-cef.log.gz"
SNORT = "snort-fast-alert.log.gz"
IPTABLES = "syslog-iptables.log.gz"
ASA = "syslog-cisco-asa.log.gz"
PAN_OS = "syslog-paloalto.csv.log.gz"
CHECK_POINT = "syslog-checkpoint.log.gz"
FORTIGATE = "syslog-fortinet.log.gz"


class Counter:
    """The command, and the files it is asked about."""

    def __init__(self, folder, command, year, scratch):
        self.folder, self.command, self.year = folder, command, year
        self.scratch = pathlib.Path(scratch)
        self.reports = {}

    def lines(self, name):
        data = gzip.decompress((self.folder / name).read_bytes()).decode("latin-1")
        rows = data.split("\n")
        if rows and rows[-1] == "":
            rows.pop()
        return [row[:-1] if row.endswith("\r") else row for row in rows]

    def records(self, *names):
        for name in names:
            for line in self.lines(name):
                yield json.loads(line)

    def report(self, *files, options=()):
        key = (files, tuple(options))
        if key not in self.reports:
            paths = [str(self.folder / name) for name in files]
            run = subprocess.run(
                [self.command, "count", *paths, "--json", "--year", str(self.year), *options],
                capture_output=True, text=True)
            if not run.stdout.startswith("{"):
                sys.exit("cwatch count " + " ".join(paths) + ": " + run.stderr)
            self.reports[key] = json.loads(run.stdout)
        return self.reports[key]

    def cells(self, *files, by=("unit",), unit=None, options=()):
        counts = collections.Counter()
        for cell in self.report(*files, options=options)["cells"]:
            if unit in (None, cell["unit"]):
                named = dict(cell, day=cell["hour"][:10])
                counts[" ".join(named[key] for key in by)] += cell["count"]
        return counts

    def account(self, *files):
        whole = self.report(*files)["account"]
        return {key: whole[key] for key in ("counted", "context", "skipped", "rejected")}

    def seen(self, kind, wanted, *files, options=()):
        """In how many records the command saw each of the addresses or names."""
        path = self.scratch / "wanted.csv"
        path.write_text("value,type,source\n" + "".join(
            "%s,%s,here\n" % (value, kind) for value in wanted))
        counts = collections.Counter()
        ids = {indicator_id(kind, value): value for value in wanted}
        options = (*options, "--indicators", str(path))
        self.reports.pop((files, tuple(options)), None)
        report = self.report(*files, options=options)
        # Of one record and address it is one of the two.
        for sighting in report["sightings"] + report["claimedSightings"]:
            counts[ids[sighting["indicator"]]] += sighting["count"]
        return counts

    def file(self, name, rows):
        path = self.scratch / name
        path.write_bytes("".join(row + "\n" for row in rows).encode("latin-1"))
        return str(path)

    def rule(self, *records):
        path = self.scratch / ("rule-%s.yaml" % uuid.uuid4())
        path.write_text(
            "rule: asked\nversion: 1\n"
            "sentences: {probe: p, alert: a, context: c, established: e}\n"
            "established: [{when: [tcp, connected]}]\n"
            "records:\n" + "".join("  - " + record + "\n" for record in records))
        return "--rule", str(path)


def indicator_id(kind, value):
    path = {"ipv4": "ipv4-addr", "ipv6": "ipv6-addr", "domain": "domain-name"}[kind]
    pattern = "[%s:value = '%s']" % (path, value)
    return "indicator--" + str(uuid.uuid5(LOCAL, "%d:%s" % (len(pattern), pattern)))


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


def is_ipv4(text):
    try:
        return isinstance(ipaddress.ip_address(text), ipaddress.IPv4Address)
    except ValueError:
        return False


def most_frequent(sets):
    """Of sets of values, in how many the most frequent ones are."""
    counts = collections.Counter(value for values in sets for value in values)
    return dict(counts.most_common(MOST_FREQUENT))


def under(names, wanted):
    """In how many sets of names each wanted one or a subdomain of it is."""
    counts = collections.Counter()
    for each in names:
        low = {name.lower().rstrip(".") for name in each}
        for name in wanted:
            counts[name] += any(is_under(one, name) for one in low)
    return counts


def is_under(name, parent):
    return name == parent or name.endswith("." + parent)


def frequent_names(names):
    wanted = most_frequent(
        {name.lower() for name in each if re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", name.lower())}
        for each in names)
    return list(wanted)


# Suricata EVE


def eve(c):
    records = list(c.records(EVE))
    alerts = [r for r in records if r["event_type"] == "alert"]
    flows = [r for r in records if r["event_type"] == "flow"]
    addresses = most_frequent(
        {r.get(key) for key in ("src_ip", "dest_ip") if is_ipv4(r.get(key))} for r in records)
    names = [eve_names(r) for r in records]
    wanted = frequent_names(names)
    yield "alerts per hour", c.cells(EVE, by=["hour"], unit="alert"), collections.Counter(
        hour(iso(r["timestamp"])) for r in alerts)
    yield "alerts, claimed or established", c.cells(
        EVE, by=["source"], unit="alert"), collections.Counter(
            "established" if eve_established(r) else "claimed" for r in alerts)
    probes = [r for r in flows if r["flow"].get("state") == "new"
              or (r.get("proto") == "TCP" and not eve_established(r))]
    yield "probes per hour", c.cells(EVE, by=["hour"], unit="probe"), collections.Counter(
        hour(iso(r["timestamp"])) for r in probes)
    yield "lines by what became of them", c.account(EVE), {
        "counted": len(alerts) + len(probes), "skipped": 0, "rejected": 0,
        "context": len(records) - len(alerts) - len(probes)}
    yield "alerts by kind, of six kinds", {
        kind: count for kind, count in c.cells(EVE, by=["kind"], unit="alert").items()
        if kind in EVE_KINDS}, collections.Counter(filter(None, map(eve_kind, alerts)))
    yield "records with each of 20 addresses", c.seen("ipv4", addresses, EVE), addresses
    yield "records with each of 20 names", c.seen("domain", wanted, EVE), under(names, wanted)
    yield "broken lines rejected", c.account(BAD_EVE)["rejected"], sum(
        not is_eve(line) for line in c.lines(BAD_EVE))


def eve_established(r):
    flow = r.get("flow") or {}
    talked = "established" in (flow.get("state"), (r.get("tcp") or {}).get("state"))
    return (r.get("proto") == "TCP" and (talked or bool(r.get("app_proto")))
            and flow.get("pkts_toclient") != 0)


# In words of its own, the kinds that can be told by an expression.
EVE_KINDS = {
    "anonymiser": r"\bTOR\b|OpenVPN",
    "file-sharing": r"\bP2P\b",
    "sql-injection": r"SQL Injection|SQLi ",
    "reflection": r"NTP DDoS|Amplification",
    "exploit-kit": r"\bEK\b",
    "cross-site-scripting": r"Cross Site Scripting",
}


def eve_kind(r):
    for kind, expression in EVE_KINDS.items():
        if re.search(expression, (r.get("alert") or {}).get("signature") or ""):
            return kind
    return None


def eve_names(r):
    dns, names = r.get("dns") or {}, []
    asked = [dns] + [q for key in ("query", "queries") if isinstance(dns.get(key), list)
                     for q in dns[key]]
    names += [q.get("rrname") for q in asked if isinstance(q, dict)]
    names.append((r.get("tls") or {}).get("sni"))
    names.append((r.get("http") or {}).get("hostname"))
    return {name for name in names if isinstance(name, str) and name}


def is_eve(line):
    try:
        record = json.loads(line.encode("latin-1").decode("utf-8"))
        iso(record["timestamp"])
        return bool(record["event_type"])
    except (ValueError, KeyError, TypeError):
        return False


# Zeek, as JSON and in columns


def zeek_json(c):
    records = list(c.records(*ZEEK))
    conns = [(r.get("conn_state"), (r.get("orig_bytes") or 0) + (r.get("resp_bytes") or 0) > 0,
              epoch(r["ts"])) for r in records if r["@stream"] == "conn"]
    yield from zeek_probes(c, conns, *ZEEK)
    skipped = sum(r["@stream"] == "loaded_scripts" for r in records)
    notices = sum(r["@stream"] == "notice" for r in records)
    probes = sum(is_zeek_probe(state, data) for state, data, _ in conns)
    yield "lines by what became of them", c.account(*ZEEK), {
        "counted": probes + notices, "skipped": skipped, "rejected": 0,
        "context": len(records) - probes - notices - skipped}
    addresses = most_frequent(
        {r.get(key) for key in ("id_orig_h", "id_resp_h", "src", "dst") if is_ipv4(r.get(key))}
        for r in records if r["@stream"] in ("conn", "dns", "ssl", "dce_rpc", "http"))
    only = [json.dumps(r) for r in records
            if r["@stream"] in ("conn", "dns", "ssl", "dce_rpc", "http")]
    yield "records with each of 20 addresses", c.seen(
        "ipv4", addresses, c.file("zeek.json", only)), addresses
    names = [{r["query"]} for r in c.records(ZEEK_DNS) if r.get("query")]
    wanted = frequent_names(names)
    yield "queries of each of 20 names", c.seen(
        "domain", wanted, ZEEK_DNS), under(names, wanted)
    yield "notices per hour", c.cells(
        ZEEK_NOTICES, by=["hour"], unit="alert"), collections.Counter(
            hour(iso(r["ts"])) for r in c.records(ZEEK_NOTICES))
    yield "notices by kind", c.cells(
        ZEEK_NOTICES, by=["kind"], unit="alert"), {"invalid-certificate": sum(
            r["note"] == "SSL::Invalid_Server_Cert" for r in c.records(ZEEK_NOTICES))}


def zeek_columns(c):
    records, comments = zeek_rows(c, COLUMNS)
    conns = [(r["conn_state"],
              any(r[key] not in ("-", "0") for key in ("orig_bytes", "resp_bytes")),
              epoch(r["ts"])) for r in records]
    yield from zeek_probes(c, conns, COLUMNS)
    probes = sum(is_zeek_probe(state, data) for state, data, _ in conns)
    yield "lines by what became of them", c.account(COLUMNS), {
        "counted": probes, "skipped": comments, "rejected": 0, "context": len(records) - probes}
    yield "sessions of probes per first hour", c.cells(
        COLUMNS, by=["hour"], unit="session", options=("--sessions",)), zeek_sessions(records)
    addresses = most_frequent(
        {r[key] for key in ("id.orig_h", "id.resp_h") if is_ipv4(r[key])} for r in records)
    yield "records with each of 20 addresses", c.seen("ipv4", addresses, COLUMNS), addresses
    names = [{r["query"]} for r in zeek_rows(c, COLUMNS_DNS)[0] if r["query"] != "-"]
    wanted = frequent_names(names)
    yield "queries of each of 20 names", c.seen(
        "domain", wanted, COLUMNS_DNS), under(names, wanted)


def zeek_sessions(records):
    """Of probes: one /24 (or /48) at one target, no pause above half an hour; by first hour."""
    times = collections.defaultdict(list)
    for r in records:
        data = any(r[key] not in ("-", "0") for key in ("orig_bytes", "resp_bytes"))
        if is_zeek_probe(r["conn_state"], data):
            source = ipaddress.ip_address(r["id.orig_h"])
            bits = 24 if source.version == 4 else 48
            network = ipaddress.ip_network((source, bits), strict=False)
            times[network, r["id.resp_h"]].append(decimal.Decimal(r["ts"]))
    counts = collections.Counter()
    for moments in times.values():
        moments.sort()
        for before, moment in zip([decimal.Decimal("-Infinity")] + moments, moments):
            if moment - before > 1800:
                counts[hour(epoch(moment))] += 1
    return counts


def zeek_rows(c, name):
    """The records of columns, and how many lines are none."""
    records, comments, columns = [], 0, []
    for line in c.lines(name):
        if line.startswith("#fields\t"):
            columns = line.split("\t")[1:]
        if line.startswith("#"):
            comments += 1
        else:
            records.append(dict(zip(columns, line.split("\t"))))
    return records, comments


def zeek_probes(c, conns, *files):
    probes = [(state, at) for state, data, at in conns if is_zeek_probe(state, data)]
    yield "probes per hour", c.cells(*files, by=["hour"], unit="probe"), collections.Counter(
        hour(at) for _, at in probes)
    facts = {"S0": "new", "REJ": "failed", "RSTO": "aborted"}
    yield "probes by state", collections.Counter({
        state: sum(c.cells(*files, options=c.rule(
            "{type: zeek/conn, unit: probe, when: [%s, no-data]}" % fact)).values())
        for state, fact in facts.items()}), collections.Counter(state for state, _ in probes)


def is_zeek_probe(state, data):
    return state in ("S0", "REJ", "RSTO") and not data


# Cowrie


def cowrie(c):
    records = list(c.records(*COWRIE))
    counted = [r for r in records if r["eventid"] in COWRIE_KINDS]
    yield "alerts per hour", c.cells(*COWRIE, by=["hour"], unit="alert"), collections.Counter(
        hour(iso(r["timestamp"])) for r in counted)
    yield "alerts by kind", c.cells(*COWRIE, by=["kind"], unit="alert"), collections.Counter(
        COWRIE_KINDS[r["eventid"]] for r in counted)
    yield "lines by what became of them", c.account(*COWRIE), {
        "counted": len(counted), "context": len(records) - len(counted),
        "skipped": 0, "rejected": 0}
    sources = most_frequent({r["src_ip"]} for r in records if is_ipv4(r.get("src_ip")))
    only = [json.dumps({key: r[key] for key in ("eventid", "timestamp", "src_ip") if key in r})
            for r in records]
    yield "records of each of 20 sources", c.seen(
        "ipv4", sources, c.file("cowrie.json", only)), sources
    everyone = {r["src_ip"] for r in counted if is_ipv4(r.get("src_ip"))}
    attacks = [json.dumps(r) for r in counted]
    yield "distinct sources of alerts", len(c.seen(
        "ipv4", everyone, c.file("attacks.json", attacks))), len(everyone)


COWRIE_KINDS = {"cowrie.login.failed": "login-attempt",
                "cowrie.login.success": "system-compromise",
                "cowrie.command.input": "system-compromise"}


# OpenSSH


def sshd(c):
    form = re.compile(
        r"(?:<\d+>)?(?:(\w{3}) +(\d+) (\d+):(\d+):(\d+)|(\d{4}-\d\d-\d\dT\S+)) \S+ "
        r"sshd(?:-session)?(?:\[\d+\])?: (?:message repeated \d+ times: \[ )?"
        r"Failed \S+ for .* from (\S+)(?: port \d+.*)?$")
    failed = []
    for line in c.lines(SSHD):
        found = form.match(line)
        if found:
            month, date, hours, minutes, seconds, whole, source = found.groups()
            failed.append((iso(whole) if whole else datetime.datetime(
                c.year, MONTHS[month], int(date), int(hours), int(minutes), int(seconds), 0, UTC),
                source, line))
    yield "failed logins per day", c.cells(SSHD, by=["day"], unit="alert"), collections.Counter(
        day(at) for at, _, _ in failed)
    yield "failed logins per hour", c.cells(SSHD, by=["hour"], unit="alert"), collections.Counter(
        hour(at) for at, _, _ in failed)
    yield "lines by what became of them", c.account(SSHD), {
        "counted": len(failed), "context": len(c.lines(SSHD)) - len(failed),
        "skipped": 0, "rejected": 0}
    sources = most_frequent({source} for _, source, _ in failed if is_ipv4(source))
    only = c.file("failed.log", [line for _, _, line in failed])
    yield "failed logins by each of 20 sources", c.seen("ipv4", sources, only), sources
    everyone = {source for _, source, _ in failed if is_ipv4(source)}
    yield "distinct sources of failed logins", len(c.seen("ipv4", everyone, only)), len(everyone)
    yield "what they are", c.cells(SSHD, by=["unit", "kind", "source"]), {
        "alert login-attempt established": len(failed)}


# Web servers


def web(c):
    form = re.compile(r"([0-9.]+) \S+ [^\[]*\[(\d\d)/(\w{3})/(\d{4}):(\d\d):\d\d:\d\d "
                      r"([+-])(\d\d)(\d\d)\] \"")
    requests, rows = [], []
    for line in c.lines(WEB):
        found = form.match(line)
        if found:
            client, date, month, year, hours, sign, zone_hours, zone_minutes = found.groups()
            shift = datetime.timedelta(hours=int(zone_hours), minutes=int(zone_minutes))
            zone = datetime.timezone(shift if sign == "+" else -shift)
            requests.append((client, datetime.datetime(
                int(year), MONTHS[month], int(date), int(hours), 0, 0, 0, zone)))
            rows.append(line)
    only = c.file("access.log", rows)
    each = c.rule("{type: web/access, unit: alert}")
    yield "requests per hour", c.cells(only, by=["hour"], options=each), collections.Counter(
        hour(at) for _, at in requests)
    clients = most_frequent({client} for client, _ in requests if is_ipv4(client))
    yield "requests of each of 20 clients", c.seen("ipv4", clients, only), clients
    everyone = {client for client, _ in requests if is_ipv4(client)}
    yield "distinct clients", len(c.seen("ipv4", everyone, only)), len(everyone)
    alerts = [line for line in c.lines(MODSECURITY)
              if re.search(r"ModSecurity: (?:Warning\.|Access denied)", line)]
    yield "ModSecurity's alerts per day", c.cells(
        MODSECURITY, by=["day"], unit="alert"), collections.Counter(map(web_error_day, alerts))
    yield "ModSecurity's alerts by kind", c.cells(
        MODSECURITY, by=["kind"], unit="alert"), collections.Counter(
            MODSECURITY_KINDS[(re.findall(r'\[tag "attack-(\w+)"', line) or [""])[0]]
            if (re.findall(r'\[tag "attack-(\w+)"', line) or [""])[0] else web_message(line)
            for line in alerts)
    yield "ModSecurity's lines by what became of them", c.account(MODSECURITY), {
        "counted": len(alerts), "context": len(c.lines(MODSECURITY)) - len(alerts),
        "skipped": 0, "rejected": 0}


MODSECURITY_KINDS = {"lfi": "path-traversal", "rce": "code-injection", "generic": "web-attack"}


def web_message(line):
    """What an alert without a tag amounts to, by its message."""
    if re.search(r'msg "(?:Path Traversal|.*File Access)', line):
        return "path-traversal"
    return "code-injection" if 'msg "Remote Command' in line else "web-attack"


def web_error_day(line):
    nginx = re.match(r"(\d{4})/(\d\d)/(\d\d) ", line)
    if nginx:
        return "-".join(nginx.groups())
    month, date, year = re.match(r"\[\w{3} (\w{3}) (\d\d) [\d:.]+ (\d{4})\]", line).groups()
    return "%s-%02d-%s" % (year, MONTHS[month], date)


# Firewalls


def firewalls(c):
    packets = c.lines(IPTABLES)
    denied = [line for line in packets if re.search(
        r"DROP|BLOCK|REJECT|DENY", re.split(r"\b(?:IN|OUT)=", line)[0], re.I)]
    yield "Netfilter: packets denied", sum(c.cells(IPTABLES, unit="probe").values()), len(denied)
    ends = most_frequent(set(re.findall(r"\b(?:SRC|DST)=([0-9.]+)\b", line)) for line in packets)
    yield "Netfilter: packets with each of 20 addresses", c.seen("ipv4", ends, IPTABLES), ends
    yield "ASA: connections denied", sum(c.cells(ASA, unit="probe").values()), sum(bool(re.search(
        r"%ASA-\d-\d+: (?:Deny|TCP access denied|Inbound TCP connection denied)", line))
        for line in c.lines(ASA))
    yield "PAN-OS: traffic denied", sum(c.cells(PAN_OS, unit="probe").values()), sum(bool(re.search(
        r"1,[^,]*,[^,]*,TRAFFIC,(?:[^,]*,){26}(?:deny|drop|reset-\w+),", line))
        for line in c.lines(PAN_OS))
    threats = [re.search(r",THREAT,(\w+),", line) for line in c.lines(PAN_OS)]
    yield "PAN-OS: threats", sum(c.cells(PAN_OS, unit="alert").values()), sum(
        found is not None and found.group(1) not in ("url", "file", "data", "wildfire")
        for found in threats)
    yield "FortiGate: failed sign-ins", c.cells(
        FORTIGATE, by=["kind"], unit="alert")["login-attempt"], sum(
            bool(re.search(r'action="ssl-login-fail"', line)) for line in c.lines(FORTIGATE))
    yield "Check Point: traffic denied", sum(
        c.cells(CHECK_POINT, unit="probe").values()), sum(bool(
            re.search(r"(?:^|[|;] ?)action[=:]\"?(?:Drop|Reject|Block)\b", line)
            and re.search(r"product[=:]\"?(?:Firewall|[FG ]*VPN-1|QoS|URL F|Application C)", line))
            for line in c.lines(CHECK_POINT))


# CEF and Snort


def cef_and_snort(c):
    rows, readable, graded = c.lines(CEF), 0, 0
    header = re.compile(r"CEF: ?\d\|(?:(?:[^|\\]|\\.)*\|){5}((?:[^|\\]|\\.)*)\|(.*)")
    clock = r"\d\d:\d\d:\d\d"
    named = r"[A-Z][a-z]{2} +\d+ (?:\d{4} )?" + clock + r"(?:\.\d+)?(?: (?:UTC|GMT))?"
    time = re.compile(
        r"(?:^|[| ])(?:rt|start|end|startTime|endTime|deviceReceiptTime|UNIFIutcTime)="
        r"(?:\d{9,19}|\d{4}-\d\d-\d\dT\S+Z|" + named
        + r"|[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ " + clock + r" \d{4})(?= [\w.-]+=|$)")
    frame = re.compile(r"(?:<\d+>:? *)?(?:1 )?(?:" + named + r"|\d{4}-\d\d-\d\dT\S+)[ :]")
    names = collections.Counter()
    for line in rows:
        found = header.search(line)
        if found and (time.search(found.group(2)) or frame.match(line)):
            readable += 1
            if re.fullmatch(r"\d+|Low|Medium|High|Very-High", found.group(1)):
                graded += 1
                names[line.split("|")[5]] += 1
    yield "CEF: lines by what became of them", c.account(CEF), {
        "counted": graded, "context": readable - graded, "skipped": 0,
        "rejected": len(rows) - readable}
    kinds = c.cells(CEF, by=["kind"], unit="alert")
    yield "CEF: callbacks of malware", kinds["malware-c2"], names["malware-callback"]
    yield "CEF: brute force", kinds["login-attempt"], names["SMB Brute-Force"]
    alerts = c.lines(SNORT)
    form = re.compile(r"(\d\d)/(\d\d)/(\d{4})-(\d\d):.*\{\w+\} ([0-9.]+):\d+ -> ([0-9.]+):\d+$")
    found = [form.match(line).groups() for line in alerts]
    yield "Snort: alerts per hour", c.cells(
        SNORT, by=["hour"], unit="alert"), collections.Counter(
            "%s-%s-%sT%s:00:00Z" % (f[2], f[0], f[1], f[3]) for f in found)
    ends = most_frequent({f[4], f[5]} for f in found)
    yield "Snort: alerts with each address", c.seen("ipv4", ends, SNORT), ends
    yield "Snort: lines by what became of them", c.account(SNORT), {
        "counted": len(alerts), "context": 0, "skipped": 0, "rejected": 0}


GROUPS = {"Suricata EVE": eve, "Zeek JSON": zeek_json, "Zeek columns": zeek_columns,
          "Cowrie": cowrie, "OpenSSH": sshd, "Web servers": web, "Firewalls": firewalls,
          "CEF, Snort": cef_and_snort}


def told(answer):
    """An answer in few letters."""
    if isinstance(answer, int):
        return str(answer)
    return "%d in %d" % (sum(answer.values()), sum(count != 0 for count in answer.values()))


def first_difference(ours, theirs):
    if isinstance(ours, int):
        return ""
    for key in sorted(set(ours) | set(theirs)):
        if ours.get(key, 0) != theirs.get(key, 0):
            return "%s: %s and %s" % (key, ours.get(key, 0), theirs.get(key, 0))
    return ""


def is_equal(ours, theirs):
    if isinstance(ours, int):
        return ours == theirs
    return {k: v for k, v in ours.items() if v} == {k: v for k, v in theirs.items() if v}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--cwatch", default="./cwatch")
    arguments.add_argument("--year", type=int, default=2026)
    given = arguments.parse_args()
    asked, equal = 0, 0
    form = "%-13s  %-44s  %-14s  %-14s  %s"
    print(form % ("format", "question", "cwatch", "python", "equal"))
    with tempfile.TemporaryDirectory() as scratch:
        counter = Counter(given.folder.resolve(), given.cwatch, given.year, scratch)
        for group, questions in GROUPS.items():
            for question, ours, theirs in questions(counter):
                same = is_equal(ours, theirs)
                asked, equal = asked + 1, equal + same
                print(form % (group, question, told(ours), told(theirs), "yes" if same
                              else "NO, " + first_difference(ours, theirs)), flush=True)
    print("%d of %d answers are equal" % (equal, asked))
    sys.exit(equal != asked)


if __name__ == "__main__":
    main()

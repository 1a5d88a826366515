import shlex
import subprocess

from flask import request


@app.route("/ping")
def ping():
    host = request.args.get("host", "")
    subprocess.run(["ping", "-c", "1", "--", host], check=True)
    subprocess.run("ping -c 1 " + shlex.quote(host), shell=True)
    subprocess.run("uptime", shell=True)
    count = int(request.args["count"])
    subprocess.run(f"ping -c {count} localhost", shell=True)
    return "done"

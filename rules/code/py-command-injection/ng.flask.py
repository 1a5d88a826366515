import os
import subprocess

from flask import request


@app.route("/ping")
def ping():
    host = request.args.get("host", "")
    os.system("ping -c 1 " + host)  # tipstaff-expect
    subprocess.run(f"nslookup {host}", shell=True)  # tipstaff-expect
    subprocess.check_output(["sh", "-c", "dig %s" % host])  # tipstaff-expect
    return "done"

import os
import subprocess

BRANCH = "main"


def deploy(host, depth: int):
    os.system("git checkout " + BRANCH)
    subprocess.check_call(["scp", "app.tar", f"{host}:/srv"])
    subprocess.check_call(f"git fetch --depth {depth}", shell=True)

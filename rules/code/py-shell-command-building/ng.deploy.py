import os
import subprocess


def deploy(branch, host):
    os.system("git checkout " + branch)  # tipstaff-expect
    command = f"scp app.tar {host}:/srv"
    subprocess.check_call(command, shell=True)  # tipstaff-expect

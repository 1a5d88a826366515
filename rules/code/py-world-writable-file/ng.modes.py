import os

os.chmod("/srv/app/run.sh", 0o777)  # tipstaff-expect
os.makedirs("/srv/spool", mode=0o777)  # tipstaff-expect
handle = os.open("state.json", os.O_CREAT | os.O_WRONLY, 0o666)  # tipstaff-expect

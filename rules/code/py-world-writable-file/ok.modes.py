import os

os.chmod("/srv/app/run.sh", 0o755)
os.makedirs("/srv/spool", mode=0o750)
os.umask(0o077)

import tempfile


def dump(report, api_token):
    with tempfile.NamedTemporaryFile() as file:
        file.write(api_token)


def save(report):
    with open("/tmp/report.txt", "w") as file:
        file.write(report)

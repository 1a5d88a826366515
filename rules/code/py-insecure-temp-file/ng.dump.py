import json
import tempfile


def dump(api_token, password):
    name = tempfile.mktemp()  # tipstaff-expect
    with open("/tmp/token.txt", "w") as file:
        file.write(api_token)  # tipstaff-expect
    with open(f"/tmp/{name}.json", "w") as file:
        json.dump({"password": password}, file)  # tipstaff-expect

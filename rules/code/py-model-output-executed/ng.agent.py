import json
import subprocess


def step(client, cursor):
    completion = client.chat.completions.create(model="gpt-4o", messages=messages)
    text = completion.choices[0].message.content
    exec(text)  # tipstaff-expect
    cursor.execute(text)  # tipstaff-expect
    arguments = json.loads(completion.choices[0].message.tool_calls[0].function.arguments)
    return subprocess.run(arguments["command"], shell=True)  # tipstaff-expect

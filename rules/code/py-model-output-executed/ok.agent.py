import json


def step(client, cursor):
    completion = client.chat.completions.create(model="gpt-4o", messages=messages)
    choice = json.loads(completion.choices[0].message.content)
    operation = OPERATIONS[choice["name"]]
    cursor.execute("INSERT INTO answers (text) VALUES (%s)", (completion.choices[0].message.content,))
    return operation(choice)

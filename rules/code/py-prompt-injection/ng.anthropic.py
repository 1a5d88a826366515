def reply(request, client):
    prompt = "You work for " + request.POST["company"]
    return client.messages.create(model="claude", system=prompt, messages=[])  # tipstaff-expect

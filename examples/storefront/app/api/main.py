import subprocess

import yaml
from fastapi import FastAPI, Request

app = FastAPI()


@app.post("/recommend")
async def recommend(request: Request):
    body = await request.json()
    prompt = "You are the shop's assistant. The customer says: " + body["message"]
    return {"messages": [{"role": "system", "content": prompt}]}


@app.post("/import")
async def import_catalogue(request: Request):
    body = await request.body()
    return yaml.load(body, Loader=yaml.Loader)


@app.post("/thumbnail")
async def thumbnail(request: Request):
    body = await request.json()
    subprocess.run("convert " + body["file"] + " -resize 100x100 out.png", shell=True)
    return {"ok": True}

from fastapi import FastAPI

app = FastAPI()


@app.get("/items/{name}")
async def items(name: str, db=Depends(get_db)):
    statement = "SELECT * FROM items WHERE name = '" + name + "'"
    return await db.fetch(statement)  # tipstaff-expect

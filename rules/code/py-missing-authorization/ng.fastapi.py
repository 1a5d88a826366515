from fastapi import APIRouter, Depends

router = APIRouter()


@router.post("/articles")  # tipstaff-expect
async def create(article: Article, db=Depends(get_db)):
    return await db.add(article)

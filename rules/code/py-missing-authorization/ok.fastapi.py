from fastapi import APIRouter, Depends

router = APIRouter(dependencies=[Depends(get_current_user)])


@router.post("/articles")
async def create(article: Article, db=Depends(get_db)):
    return await db.add(article)

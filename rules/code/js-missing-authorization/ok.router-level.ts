import express from "express"
import { requireUser } from "./guards"

const router = express.Router()
router.use(requireUser)

router.delete("/articles/:id", async (req, res) => {
  await articles.remove(Number(req.params.id))
  res.sendStatus(204)
})

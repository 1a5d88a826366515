app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,  # tipstaff-expect
)
CORS(app, origins="*", supports_credentials=True)  # tipstaff-expect

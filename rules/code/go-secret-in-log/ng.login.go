package auth

import (
	"fmt"
	"log"
	"os"
)

func login(user, password string) error {
	log.Printf("login of %s with %s", user, password) // tipstaff-expect
	apiKey := os.Getenv("API_KEY")
	log.Println("calling with", apiKey) // tipstaff-expect
	log.Println(os.Getenv("ACCESS_TOKEN")) // tipstaff-expect
	return fmt.Errorf("bad password %q", password) // tipstaff-expect
}

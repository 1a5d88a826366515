package store

import "fmt"

const table = "users"

func (s *Store) Find(email string, limit int) error {
	_, err := s.db.Exec("DELETE FROM "+table+" WHERE email = $1", email)
	if err != nil {
		return err
	}
	_, err = s.db.Exec(fmt.Sprintf("DELETE FROM users WHERE age > %d", limit))
	return err
}

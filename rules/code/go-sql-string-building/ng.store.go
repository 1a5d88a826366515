package store

import "fmt"

func (s *Store) Find(email string) error {
	_, err := s.db.Exec("DELETE FROM users WHERE email = '" + email + "'") // tipstaff-expect
	if err != nil {
		return err
	}
	query := fmt.Sprintf("UPDATE users SET name = '%s'", email)
	_, err = s.db.Exec(query) // tipstaff-expect
	return err
}

//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// simulator is the other process. It answers each line with one.
type simulator struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

func startSimulator(args []string) (*simulator, error) {
	command := exec.Command(args[0], args[1:]...)
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start simulator: %w", err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start simulator: %w", err)
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start simulator: %w", err)
	}
	return &simulator{command: command, in: in, out: bufio.NewReader(out)}, nil
}

func (s *simulator) stop() error {
	return errors.Join(s.in.Close(), s.command.Wait())
}

func (s *simulator) ask(c *testCase) (answer, error) {
	line, err := json.Marshal(c)
	if err != nil {
		return answer{}, err
	}
	if _, err := s.in.Write(append(line, '\n')); err != nil {
		return answer{}, fmt.Errorf("ask simulator: %w", err)
	}
	said, err := s.out.ReadBytes('\n')
	if err != nil {
		return answer{}, fmt.Errorf("hear simulator: %w", err)
	}
	var got answer
	if err := json.Unmarshal(said, &got); err != nil {
		return answer{}, fmt.Errorf("hear simulator: %w", err)
	}
	return got, nil
}

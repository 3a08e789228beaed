package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// batchLines are requests of as many roles as told, each with its own trust policy.
func batchLines(count, roles int) []byte {
	var out bytes.Buffer
	for i := range count {
		role := i % roles
		fmt.Fprintf(&out, `{"id":"%d","principal":"arn:aws:iam::999988887777:role/reader_us-west-%d","action":"sts:AssumeRole",`+
			`"resource":"arn:aws:iam::%012d:role/pinecone","context":{"sts:ExternalId":"6f9f1c1e-%06d"},`+
			`"resourcePolicy":{"Version":"2012-10-17","Statement":[{"Sid":"Vendor","Effect":"Allow",`+
			`"Principal":{"AWS":["arn:aws:iam::999988887777:role/reader_us-east-1","arn:aws:iam::999988887777:role/reader_us-west-2"]},`+
			`"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"6f9f1c1e-%06d"}}}]},`+
			`"identityPolicies":[{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}]}`+"\n",
			i, 1+i%3, role, role, role)
	}
	return out.Bytes()
}

// BenchmarkBatch reports what one line costs, JSON included, where many lines share a
// policy, and where none do.
func BenchmarkBatch(b *testing.B) {
	for _, roles := range []int{200, 1 << 20} {
		b.Run(fmt.Sprintf("roles=%d", roles), func(b *testing.B) {
			const lines = 10_000
			data := batchLines(lines, roles)
			b.ReportAllocs()
			for b.Loop() {
				if broken, err := batch(b.Context(), bytes.NewReader(data), io.Discard, 1); err != nil || broken > 0 {
					b.Fatal(broken, err)
				}
			}
			b.ReportMetric(float64(b.N)*lines/b.Elapsed().Seconds(), "requests/s")
		})
	}
}

// TestBatchOrder holds that the answers come in the order of the lines, with one worker
// and with eight, over many chunks, and that a broken line says which it is.
func TestBatchOrder(t *testing.T) {
	lines := bytes.SplitAfter(batchLines(2_000, 50), []byte("\n"))
	lines[700], lines[1500] = []byte("broken\n"), []byte("\r\n")
	data := bytes.Join(lines, nil)
	var outputs [2]bytes.Buffer
	for i, jobs := range []int{1, 8} {
		if broken, err := batch(t.Context(), bytes.NewReader(data), &outputs[i], jobs); err != nil || broken != 1 {
			t.Fatalf("%d jobs: %d lines are broken, %v", jobs, broken, err)
		}
	}
	if !bytes.Equal(outputs[0].Bytes(), outputs[1].Bytes()) {
		t.Error("the answers depend on how many workers there are")
	}
	answers := strings.Split(strings.TrimSpace(outputs[0].String()), "\n")
	if len(answers) != 1_999 {
		t.Fatalf("%d answers", len(answers))
	}
	for i, text := range answers {
		number := i
		if i >= 1_500 {
			number++
		}
		want := fmt.Sprintf(`{"id":"%d",`, number)
		if number == 700 {
			want = `{"line":701,`
		}
		if !strings.HasPrefix(text, want) {
			t.Fatalf("answer %d is %s", i, text)
		}
	}
}

// TestBatchAnswersAtOnce talks with a batch line by line, as a program behind pipes does.
func TestBatchAnswersAtOnce(t *testing.T) {
	in, asks := io.Pipe()
	answers, out := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		_, err := batch(t.Context(), in, out, 2)
		ended <- err
	}()
	reader := bufio.NewReader(answers)
	for i := range 3 {
		if _, err := fmt.Fprintf(asks, `{"id":%d,"principal":"anonymous","action":"s3:GetObject"}`+"\n", i); err != nil {
			t.Fatal(err)
		}
		if text, err := reader.ReadString('\n'); err != nil || !strings.HasPrefix(text, fmt.Sprintf(`{"id":%d,`, i)) {
			t.Fatal(text, err)
		}
	}
	asks.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestBatchEnds holds that a closed output, a failing input and an interrupt end a batch.
func TestBatchEnds(t *testing.T) {
	data := batchLines(3_000, 1)
	if _, err := batch(t.Context(), bytes.NewReader(data), failingWriter{}, 2); err == nil {
		t.Error("a closed output is no error")
	}
	failing := io.MultiReader(bytes.NewReader(data), iotest.ErrReader(errors.New("no such device")))
	if _, err := batch(t.Context(), failing, io.Discard, 2); err == nil || exitCode(err) != exitUsage {
		t.Errorf("a failing input ends with %v", err)
	}
	interrupted, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := batch(interrupted, bytes.NewReader(data), io.Discard, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("an interrupt ends with %v", err)
	}
}

// TestBatchLongLine holds that of a line that is too long nothing is kept, and that the
// next ones are answered.
func TestBatchLongLine(t *testing.T) {
	fits := `{"principal":"anonymous","action":"s3:GetObject","id":""}`
	fits = strings.Replace(fits, `"id":"`, `"id":"`+strings.Repeat("x", maxQuestion-len(fits)), 1)
	data := fits + "\n" + strings.Replace(fits, "x", "xx", 1) + "\n" + fits
	var out bytes.Buffer
	if broken, err := batch(t.Context(), strings.NewReader(data), &out, 2); err != nil || broken != 1 {
		t.Fatalf("%d lines are broken, %v", broken, err)
	}
	answers := strings.Split(out.String(), "\n")
	if answers[1] != `{"line":2,"error":"the line has more than the 1 MB that are read"}` {
		t.Errorf("the long line is answered with %.100s", answers[1])
	}
}

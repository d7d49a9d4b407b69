/**
 * A function that remembers what it has answered, for as long as this isolate lives. The work must be pure: what it is asked with,
 * as JSON, decides the answer, and nobody changes an answer afterwards.
 *
 * @param most how many characters of questions and answers are kept; beyond that all are forgotten and it begins anew, so that
 *   what comes from outside cannot fill the isolate
 */
export function remembered<Question, Answer>(
  work: (question: Question) => Answer,
  most: number,
): (question: Question) => Answer {
  const answers = new Map<string, Answer>();
  let size = 0;
  return (question) => {
    const key = typeof question === "string" ? question : JSON.stringify(question);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = work(question);
    size += key.length + (typeof answer === "string" ? answer.length : key.length);
    if (size > most) {
      answers.clear();
      size = 0;
    }
    answers.set(key, answer);
    return answer;
  };
}

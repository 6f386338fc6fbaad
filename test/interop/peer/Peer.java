import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs jobs of other implementations in one virtual machine: reads lines {@code CLASS TAB ARGUMENT…} and answers each
 * with one line, {@code error: …} for a job that ended in an exception.
 */
public final class Peer {
  /** One implementation; arguments are names of files and what a job needs beside them. */
  public interface Worker {
    String run(String[] job) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Map<String, Worker> workers = new HashMap<>();
    StringBuilder answers = new StringBuilder();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] job = line.split("\t", -1);
      if (!workers.containsKey(job[0])) {
        workers.put(job[0], (Worker) Class.forName(job[0]).getDeclaredConstructor().newInstance());
      }
      String answer;
      try {
        answer = workers.get(job[0]).run(Arrays.copyOfRange(job, 1, job.length));
      } catch (Exception error) {
        answer = ("error: " + error).replaceAll("\\s+", " ");
      }
      answers.append(answer).append('\n');
    }
    System.out.write(answers.toString().getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}

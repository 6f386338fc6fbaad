import java.io.File;
import java.io.StringWriter;
import java.util.Arrays;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.s9api.XsltTransformer;

/** Runs every stylesheet of one folder over every document of another; prints what they write. */
public class RunRules {
  public static void main(String[] folders) throws Exception {
    Processor processor = new Processor(false);
    XdmNode[] documents = new XdmNode[files(folders[1]).length];
    for (int i = 0; i < documents.length; i++) documents[i] = processor.newDocumentBuilder().build(files(folders[1])[i]);
    // code lists are read once and not for every message
    for (File list : files(folders[2])) {
      XdmNode node = processor.newDocumentBuilder().build(list);
      processor.getUnderlyingConfiguration().getGlobalDocumentPool().add(node.getUnderlyingNode().getTreeInfo(), list.toURI().toString());
    }
    StringBuilder all = new StringBuilder();
    for (File sheet : files(folders[0])) {
      XsltExecutable rules = processor.newXsltCompiler().compile(new StreamSource(sheet));
      for (int i = 0; i < documents.length; i++) {
        String name = files(folders[1])[i].getName();
        StringWriter text = new StringWriter();
        Serializer out = processor.newSerializer(text);
        XsltTransformer run = rules.load();
        run.setInitialContextNode(documents[i]);
        run.setDestination(out);
        try {
          run.transform();
        } catch (Exception error) {
          text.write("error " + sheet.getName() + " " + error.getMessage() + "\n");
        }
        for (String line : text.toString().split("\n")) if (!line.isEmpty()) all.append(name).append(' ').append(line).append('\n');
      }
    }
    System.out.print(all);
  }

  private static File[] files(String folder) {
    File[] files = new File(folder).listFiles();
    Arrays.sort(files);
    return files;
  }
}

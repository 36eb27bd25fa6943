import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF about files: `CheckPdf 3a,ua1 one.pdf ua1 two.pdf`. A line each and standard, with
 * tabs: file, standard, "compliant" or "broken"; below it the broken rules with how often.
 */
public class CheckPdf {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int place = 0; place + 1 < arguments.length; place += 2) {
            for (String standard : arguments[place].split(",")) {
                check(arguments[place + 1], PDFAFlavour.fromString(standard));
            }
        }
    }

    private static void check(String path, PDFAFlavour standard) throws Exception {
        try (InputStream file = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, standard);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(standard, false)) {
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "compliant" : "broken";
            System.out.println(path + "\t" + standard.getId() + "\t" + verdict);
            Map<String, Integer> broken = new TreeMap<>();
            for (TestAssertion found : result.getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = found.getRuleId().getClause() + ": " + found.getMessage();
                    broken.merge(rule, 1, Integer::sum);
                }
            }
            broken.forEach((rule, times) -> System.out.println("\t" + times + " x " + rule));
        }
    }
}

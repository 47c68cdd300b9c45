// Checks Turtle files, taken together, against the OWL 2 DL profile and for consistency.
// Run by tools/owl_profile.py with the OWL API and HermiT that the Python package owlready2 carries.

import java.io.File;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

public class OwlProfile {
    public static void main(String[] files) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(files[0]));
        for (OWLProfileViolation violation : new OWL2DLProfile().checkOntology(ontology).getViolations()) {
            System.out.println(violation);
        }
        Reasoner reasoner = new Reasoner(ontology);
        if (!reasoner.isConsistent()) {
            System.out.println("the ontology contradicts itself");
            return;
        }
        for (OWLClass empty : reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()) {
            System.out.println("nothing can be a " + empty);
        }
    }
}
